using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Where the events of a trace go: to which flow, and at what time.</summary>
/// <param name="run">The trace's run.</param>
/// <param name="report">Told where there are too many streams.</param>
internal sealed class QlogSink(ImportedRun run, ImportReport report)
{
    private const int MostStreams = 1 << 20;

    private uint _lastFlow;
    private int _streams;
    private bool _isStreamTold;

    /// <summary>The connection that the event at hand is of.</summary>
    public QlogConnection Connection { get; set; } = null!;

    /// <summary>When it happened, in nanoseconds since the run's start.</summary>
    public long NowNs { get; set; }

    /// <summary>Whether something was told of it to its connection's flow.</summary>
    public bool IsTold { get; set; }

    /// <summary>Makes a connection with a flow of its own.</summary>
    public QlogConnection Connect() => new(++_lastFlow);

    /// <summary>Tells the connection's flow an event.</summary>
    public void Tell(uint type, ulong word)
    {
        IsTold = true;
        run.Write(NowNs, Connection.Flow, type, word);
    }

    /// <summary>Tells the connection's flow an event of two words.</summary>
    public void Tell(uint type, ulong word, ulong second)
    {
        IsTold = true;
        run.Write(NowNs, Connection.Flow, type, [word, second]);
    }

    /// <summary>Tells a stream's flow an event.</summary>
    public void TellStream(ulong streamId, uint type, ulong word) => run.Write(NowNs, StreamFlow(streamId, default, out _), type, word);

    /// <summary>Tells a stream's flow of data that was sent or arrived, and of the stream's end.</summary>
    public void TellStreamData(in QlogFrame frame, bool isSent)
    {
        QlogStreamSeen end = !frame.IsFin ? default : isSent ? QlogStreamSeen.FinSent : QlogStreamSeen.FinReceived;
        uint flow = StreamFlow(frame.StreamId, QlogStreamSeen.Opened | end, out QlogStreamSeen before);
        run.Write(NowNs, flow, isSent ? BuiltInEvent.StreamDataSent : BuiltInEvent.StreamDataReceived, [frame.StreamId, frame.Value, frame.Length]);
        if (!frame.IsFin || (before & end) != 0)
        {
            return;
        }

        run.Write(NowNs, flow, isSent ? BuiltInEvent.StreamFinSent : QlogTypes.StreamFinReceived.Id, frame.StreamId);
        bool isOneWay = (frame.StreamId & 2) != 0;
        if (isOneWay || (before & (QlogStreamSeen.FinSent | QlogStreamSeen.FinReceived)) != 0)
        {
            Close(frame.StreamId, 1);
        }
    }

    /// <summary>Says that a stream ended, once.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="reason">How, as Ojo's events have it.</param>
    public void Close(ulong streamId, ulong reason)
    {
        uint flow = StreamFlow(streamId, QlogStreamSeen.Closed, out QlogStreamSeen before);
        if ((before & QlogStreamSeen.Closed) == 0)
        {
            run.Write(NowNs, flow, BuiltInEvent.StreamClosed, (streamId & (ulong.MaxValue >> 8)) | (reason << 56));
        }
    }

    /// <summary>A stream's flow, made where there is none.</summary>
    private uint StreamFlow(ulong streamId, QlogStreamSeen seen, out QlogStreamSeen before)
    {
        ref QlogStream stream = ref CollectionsMarshal.GetValueRefOrNullRef(Connection.Streams, streamId);
        if (!Unsafe.IsNullRef(ref stream))
        {
            before = stream.Seen;
            stream.Seen |= seen;
        }
        else
        {
            before = default;
            if (_streams >= MostStreams)
            {
                if (!_isStreamTold)
                {
                    _isStreamTold = true;
                    report.Add(-1, $"There are more than {MostStreams} streams; what happened on those after them was put to their connection.");
                }

                return Connection.Flow;
            }

            _streams++;
            stream = ref CollectionsMarshal.GetValueRefOrAddDefault(Connection.Streams, streamId, out _);
            stream = new QlogStream(++_lastFlow, seen);
            run.Write(NowNs, stream.Flow, BuiltInEvent.StreamLinkParent, Connection.Flow);
        }

        if ((seen & ~before & QlogStreamSeen.Opened) != 0)
        {
            run.Write(NowNs, stream.Flow, BuiltInEvent.StreamOpened, streamId);
        }

        return stream.Flow;
    }
}
