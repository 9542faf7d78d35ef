using Transfer.Connections;
using Transfer.Streams;

namespace Transfer.Tests.Connections;

/// <summary>A program that keeps what it reads on each stream, and writes what a test gives it as fast as there is room.</summary>
internal sealed class ScriptedProgram : IConnectionHandler, IStreamHandler
{
    private readonly Dictionary<TransportStream, (byte[] Content, int Written)> _writing = [];
    private readonly byte[] _buffer = new byte[64 * 1024];

    public bool IsEstablished { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Whether what comes is left unread.</summary>
    public bool IsLazy { get; set; }

    public List<TransportStream> Accepted { get; } = [];

    public Dictionary<ulong, List<byte>> Read { get; } = [];

    public HashSet<ulong> Finished { get; } = [];

    public void Write(TransportStream stream, byte[] content)
    {
        stream.Handler = this;
        _writing[stream] = (content, 0);
        OnWritable(stream);
    }

    public void OnEstablished(Connection connection) => IsEstablished = true;

    public void OnStreamsAllowed(Connection connection)
    {
    }

    public IStreamHandler OnStreamAccepted(Connection connection, TransportStream stream)
    {
        Accepted.Add(stream);
        return this;
    }

    public void OnClosed(Connection connection) => IsClosed = true;

    public void OnReadable(TransportStream stream)
    {
        if (IsLazy)
        {
            return;
        }

        List<byte> read = Read.TryGetValue(stream.Id.Value, out List<byte>? known) ? known : Read[stream.Id.Value] = [];
        int count;
        while ((count = stream.Read(_buffer)) > 0)
        {
            read.AddRange(_buffer.AsSpan(0, count));
        }

        if (stream.IsFinished)
        {
            Finished.Add(stream.Id.Value);
        }
    }

    public void OnWritable(TransportStream stream)
    {
        if (!_writing.TryGetValue(stream, out (byte[] Content, int Written) state))
        {
            return;
        }

        int taken = stream.Write(state.Content.AsSpan(state.Written));
        _writing[stream] = state with { Written = state.Written + taken };
        if (state.Written + taken == state.Content.Length)
        {
            stream.Finish();
        }
    }
}
