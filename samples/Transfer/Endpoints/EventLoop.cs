using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Transfer.Endpoints;

/// <summary>A thread that waits for datagrams or a deadline, whichever comes first, and hands over what comes.</summary>
internal sealed class EventLoop : IDisposable
{
    private readonly Clock _clock;
    private readonly ILoopHandler _handler;
    private readonly Thread _thread;
    private readonly List<Socket> _sockets = [];
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly Socket _wake = UdpSocket.Bind();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping;

    public EventLoop(string name, Clock clock, ILoopHandler handler)
    {
        _clock = clock;
        _handler = handler;
        _sockets.Add(_wake);
        _thread = new Thread(RunToCompletion) { Name = name, IsBackground = true };
    }

    /// <summary>Ends when the loop does; failed where the handler threw.</summary>
    public Task Completion => _completion.Task;

    public void Start() => _thread.Start();

    /// <summary>Adds a socket to listen to: before the loop is started, or on its thread.</summary>
    public void Add(Socket socket) => _sockets.Add(socket);

    /// <summary>Runs something on the loop's thread, soon. From any thread.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        // A datagram to itself ends the wait: a select that waits for sockets can be woken by nothing else.
        _wake.SendTo([], _wake.LocalEndPoint!);
    }

    /// <summary>Ends the loop and closes its sockets.</summary>
    public void Dispose()
    {
        if (_thread.IsAlive)
        {
            Post(() => _stopping = true);
            _thread.Join();
        }

        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private void RunToCompletion()
    {
        try
        {
            Run();
            _completion.SetResult();
        }
        catch (Exception exception)
        {
            _completion.SetException(exception);
        }
    }

    private void Run()
    {
        List<Socket> readable = [];
        while (!_stopping)
        {
            TimeSpan? deadline = _handler.Run(_clock.Now);
            readable.Clear();
            readable.AddRange(_sockets);
            Socket.Select(readable, null, null, WaitMicroseconds(deadline));
            foreach (Socket socket in readable)
            {
                if (socket == _wake)
                {
                    _wake.Receive(Span<byte>.Empty);
                }
                else
                {
                    _handler.OnReadable(socket);
                }
            }

            while (_posted.TryDequeue(out Action? action))
            {
                action();
            }
        }
    }

    /// <summary>The system waits in whole milliseconds; a wait of less than one would be none at all, again and again.</summary>
    private int WaitMicroseconds(TimeSpan? deadline)
    {
        if (deadline is not { } at)
        {
            return -1;
        }

        double milliseconds = Math.Ceiling((at - _clock.Now).TotalMilliseconds);
        return (int)Math.Clamp(milliseconds, 0, 60_000) * 1000;
    }
}
