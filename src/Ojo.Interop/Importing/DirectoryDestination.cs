using Ojo.Format;
using Ojo.Publishing;

namespace Ojo.Interop.Importing;

/// <summary>Makes a trace directory of what is imported, by the same steps as a tracer: written in <c>staging/</c>, renamed into <c>output/</c>.</summary>
internal sealed class DirectoryDestination : ITraceFileDestination
{
    private readonly TraceDirectory _directory;

    public DirectoryDestination(string path)
    {
        _directory = new TraceDirectory(path, Durability.ProcessCrash);
        _directory.Ensure();
    }

    public string PathOf(TraceFileName name) => _directory.InStaging(name);

    public void AddSchema(ulong hash, byte[] json) => _directory.PublishContent(TraceFileName.ForSchema(hash), json, mayReplace: true);

    public void AddRun(RunDescription run) => _directory.PublishContent(run.FileName, run.ToJson(), mayReplace: true);

    public void Take(TraceFileName name, Action<bool> tell) => tell(Take(name));

    public void Finish()
    {
    }

    public void Dispose()
    {
    }

    private bool Take(TraceFileName name)
    {
        try
        {
            _directory.Publish(name);
            return true;
        }
        catch (NameTakenException) when (IsTheSame(_directory.InStaging(name), _directory.InOutput(name)))
        {
            File.Delete(_directory.InStaging(name));
            return false;
        }
    }

    /// <summary>Whether two trace files have the same bytes, which their length and their last record, the checksum of all others, tell.</summary>
    private static bool IsTheSame(string left, string right)
    {
        using FileStream one = File.OpenRead(left);
        using FileStream other = File.OpenRead(right);
        if (one.Length != other.Length || one.Length < TraceRecord.ByteSize)
        {
            return false;
        }

        Span<byte> ends = stackalloc byte[2 * TraceRecord.ByteSize];
        (one.Position, other.Position) = (one.Length - TraceRecord.ByteSize, other.Length - TraceRecord.ByteSize);
        one.ReadExactly(ends[..TraceRecord.ByteSize]);
        other.ReadExactly(ends[TraceRecord.ByteSize..]);
        return ends[..TraceRecord.ByteSize].SequenceEqual(ends[TraceRecord.ByteSize..]);
    }
}
