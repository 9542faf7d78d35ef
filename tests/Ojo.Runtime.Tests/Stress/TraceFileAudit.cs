using System.Runtime.ExceptionServices;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>Reads trace files while they are written and deletes what it has read, so that a run of any length fits on the disk.</summary>
internal sealed class TraceFileAudit : IDisposable
{
    // Of some 20 MB each.
    private const int MostFiles = 100;

    private readonly string _output;
    private readonly Action<List<TraceRecord>> _audit;
    private readonly ManualResetEventSlim _isOver = new();
    private readonly ManualResetEventSlim _hasRoom = new(initialState: true);
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    /// <param name="output">Where the files arrive.</param>
    /// <param name="audit">Is given the records of each file, in order.</param>
    public TraceFileAudit(string output, Action<List<TraceRecord>> audit)
    {
        _output = output;
        _audit = audit;
        _thread = new Thread(Run);
        _thread.Start();
    }

    /// <summary>Returns when there are not too many files that have not been read.</summary>
    public void WaitForRoom() => _hasRoom.Wait();

    /// <summary>Reads what is left. No more files may come.</summary>
    public void End()
    {
        Dispose();
        _failure?.Throw();
    }

    public void Dispose()
    {
        _isOver.Set();
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            bool isLast;
            do
            {
                isLast = _isOver.Wait(millisecondsTimeout: 10);
                ReadAll();
            }
            while (!isLast);
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        _hasRoom.Set();
    }

    private void ReadAll()
    {
        string[] files = TraceFiles.In(_output);
        if (files.Length > MostFiles)
        {
            _hasRoom.Reset();
        }

        foreach (string file in files)
        {
            _audit(TraceFiles.Read(file));
            File.Delete(file);
        }

        _hasRoom.Set();
    }
}
