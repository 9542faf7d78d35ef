using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Reads a file of one object, with its traces in a list (<c>traces</c>) or one trace (<c>trace</c>).</summary>
internal sealed class QlogDocument(
    QlogElements json, ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation) : IDisposable
{
    private readonly JsonRest _fileRest = new();
    private List<QlogHead>? _heads;
    private QlogTrace? _trace;
    private int _traces;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="ImportException">It is no JSON from some place on, or cut off; what came before was taken in.</exception>
    public void Read()
    {
        Walk(json, ReadTrace, (name, value) => _fileRest.AddUpTo(QlogHead.MostKept, name, value));
        _trace?.TakeTail(_fileRest);
        if (json.Peek() >= 0)
        {
            throw json.Fault("There is something after the file's end");
        }
    }

    /// <summary>Finishes the run that is open.</summary>
    public void Dispose() => _trace?.Dispose();

    private static void Walk(QlogElements json, Action readTrace, QlogElements.Taker takeRest)
    {
        if (json.Peek() != '{')
        {
            throw json.Fault("A qlog file of one value is an object");
        }

        bool isFirst = true;
        while (json.NextMember(ref isFirst, out byte[] key))
        {
            if (key.AsSpan().SequenceEqual("traces"u8) && json.Peek() == '[')
            {
                bool isFirstTrace = true;
                while (json.NextElement(ref isFirstTrace))
                {
                    if (json.Peek() == '{')
                    {
                        readTrace();
                    }
                    else
                    {
                        json.Read([], static (_, _) => { });
                    }
                }
            }
            else if (key.AsSpan().SequenceEqual("trace"u8) && json.Peek() == '{')
            {
                readTrace();
            }
            else
            {
                json.Read(key, takeRest);
            }
        }
    }

    private void ReadTrace()
    {
        int number = _traces++;
        if (number >= QlogFile.MostTraces)
        {
            if (number == QlogFile.MostTraces)
            {
                report.Add(json.Offset, $"There are more than {QlogFile.MostTraces} traces; this and those after it were left out.");
            }

            json.Skip();
            return;
        }

        QlogHead head = new();
        JsonRest tail = new();
        bool isFirst = true;
        bool isBegun = false;
        bool isReadAhead = false;
        while (json.NextMember(ref isFirst, out byte[] key))
        {
            if (!IsEvents(json, key))
            {
                json.Read(key, !isBegun ? head.Add : (name, value) => tail.AddUpTo(QlogHead.MostKept, name, value));
                continue;
            }

            if (!isBegun)
            {
                if (!head.IsComplete)
                {
                    isReadAhead = true;
                    _heads ??= ReadHeads();
                    head = number < _heads.Count ? _heads[number] : head;
                }

                BeginTrace(number, head);
                isBegun = true;
            }

            ReadEvents();
        }

        if (!isBegun)
        {
            BeginTrace(number, head);
        }

        if (!isReadAhead)
        {
            _trace!.TakeTail(tail);
        }
    }

    private static bool IsEvents(QlogElements json, byte[] key) => key.AsSpan().SequenceEqual("events"u8) && json.Peek() == '[';

    private void BeginTrace(int number, QlogHead head)
    {
        _trace?.Dispose();
        head.AddFile(_fileRest);
        _fileRest.Clear();
        _trace = new QlogTrace(source, target, report, number, head);
    }

    private void ReadEvents()
    {
        bool isFirst = true;
        while (json.NextElement(ref isFirst))
        {
            cancellation.ThrowIfCancellationRequested();
            json.ReadEvent(_trace!);
        }
    }

    /// <summary>What the traces say of themselves, also behind their events, as far as the file can be read: it is read a second time for it.</summary>
    private List<QlogHead> ReadHeads()
    {
        List<QlogHead> heads = [];
        using ImportSource again = ImportSource.Open(source.FilePath);
        QlogWindow window = new(again.Content);
        window.SkipMark();
        QlogElements elements = new(window, new ImportReport(source.Name));
        try
        {
            Walk(elements, ReadHead, static (_, _) => { });
        }
        catch (Exception exception) when (exception is ImportException or InvalidDataException)
        {
            // The first reading comes to the same place and says so.
        }

        return heads;

        void ReadHead()
        {
            cancellation.ThrowIfCancellationRequested();
            if (heads.Count >= QlogFile.MostTraces)
            {
                elements.Skip();
                return;
            }

            QlogHead head = new();
            heads.Add(head);
            bool isFirst = true;
            while (elements.NextMember(ref isFirst, out byte[] key))
            {
                if (IsEvents(elements, key))
                {
                    elements.Skip();
                }
                else
                {
                    elements.Read(key, head.Add);
                }
            }
        }
    }
}
