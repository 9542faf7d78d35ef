using System.Diagnostics;

namespace Ojo.Interop.Importing;

/// <summary>Tells whoever wants to know how far an import has come, and not too often.</summary>
internal sealed class ImportCourse
{
    private readonly Action<ImportProgress>? _progress;
    private readonly TimeSpan _interval;
    private readonly long _total;
    private long _finished;
    private long _last;

    public ImportCourse(ImportOptions options, TimeSpan interval)
    {
        _progress = options.Progress;
        _interval = interval;
        _total = _progress is null ? 0 : options.Files.Sum(static file => File.Exists(file) ? new FileInfo(file).Length : 0);
    }

    public void Report(ImportSource source)
    {
        if (_progress is not null && Stopwatch.GetElapsedTime(_last) >= _interval)
        {
            _last = Stopwatch.GetTimestamp();
            _progress(new ImportProgress(source.Name, _finished + source.BytesRead, _total));
        }
    }

    public void Finish(ImportSource source)
    {
        _finished += source.Length;
        _progress?.Invoke(new ImportProgress(source.Name, _finished, _total));
    }
}
