using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ojo.Filtering;

/// <summary>A file in which somebody writes a filter while the program runs.</summary>
/// <remarks>
/// Its lines are parts of one filter; what follows a <c>#</c> is a comment. A file that is not there, or says nothing, is no
/// filter at all: so is one for a moment that an editor empties before it writes it. A wrong one changes nothing.
/// <see cref="Look"/> is for one thread at a time; <see cref="Filter"/> may be read by any.
/// </remarks>
internal sealed class FilterFile
{
    private const int MostBytes = 64 * 1024;

    private readonly string _path;
    private readonly byte[] _buffer = new byte[MostBytes + 1];
    private EventFilter? _filter;
    private byte[] _content = [];
    private bool _isUnreadable;
    private string? _problem;
    private string? _warning;

    /// <summary>Reads the file for the first time.</summary>
    public FilterFile(string path)
    {
        _path = Path.GetFullPath(path);
        Look();
    }

    /// <summary>The filter in the file; null where there is none.</summary>
    public EventFilter? Filter => Volatile.Read(ref _filter);

    /// <summary>Reads the file again.</summary>
    /// <returns>Whether there is another filter now.</returns>
    public bool Look()
    {
        int length;
        try
        {
            length = Read();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            length = 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _isUnreadable = true;
            Report($"cannot be read: {exception.Message}");
            return false;
        }

        if (_isUnreadable)
        {
            _isUnreadable = false;
            _problem = null;
        }

        // The whole of it, since a time stamp may stay what it was.
        if (_buffer.AsSpan(0, length).SequenceEqual(_content))
        {
            return false;
        }

        _content = _buffer.AsSpan(0, length).ToArray();
        return Apply();
    }

    /// <summary>What is wrong with the file, as a sentence: once for each fault.</summary>
    public string? TakeWarning()
    {
        string? warning = _warning;
        _warning = null;
        return warning;
    }

    private int Read()
    {
        using SafeFileHandle file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int length = 0;
        int read;
        do
        {
            read = RandomAccess.Read(file, _buffer.AsSpan(length), length);
            length += read;
        }
        while (read > 0 && length < _buffer.Length);
        return length;
    }

    private bool Apply()
    {
        try
        {
            Volatile.Write(ref _filter, Parse());
            _problem = null;
            return true;
        }
        catch (FormatException exception)
        {
            Report($"is not understood: {exception.Message}");
            return false;
        }
    }

    /// <exception cref="FormatException">The content is not a filter; the message says where and why.</exception>
    private EventFilter? Parse()
    {
        if (_content.Length > MostBytes)
        {
            throw new FormatException($"It is larger than {MostBytes} bytes.");
        }

        List<string> parts = [];
        int number = 0;
        foreach (string line in Encoding.UTF8.GetString(_content).TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            string part = line.Split('#')[0].Trim().Trim(',').Trim();
            try
            {
                EventFilter.Parse(part);
            }
            catch (FormatException exception)
            {
                throw new FormatException($"Line {number}: {exception.Message}");
            }

            if (part.Length > 0)
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? null : EventFilter.Parse(string.Join(',', parts));
    }

    private void Report(string problem)
    {
        if (problem != _problem)
        {
            _problem = problem;
            string kept = Filter is { } filter ? $"The filter stays \"{filter}\"." : "It has no effect.";
            _warning = $"The filter file '{_path}' {problem} {kept}";
        }
    }
}
