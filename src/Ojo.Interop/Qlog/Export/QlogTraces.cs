using System.Globalization;
using Ojo.Interop.Exporting;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Qlog.Export;

/// <summary>Writes connections' traces, each in order of time.</summary>
/// <remarks>
/// A connection's events and its streams' are merged piece by piece of time: a piece that has more events than can be kept is read again in halves. A connection
/// alone is in order as it is.
/// </remarks>
internal sealed class QlogTraces : IDisposable
{
    private readonly ExportSource _source;
    private readonly QlogOutput _output;
    private readonly CancellationToken _cancellation;
    private readonly QlogRecords _records;
    private readonly QlogAssembly _assembly;
    private readonly Dictionary<long, IReadOnlyList<Gap>> _gaps = [];

    /// <param name="source">What is exported.</param>
    /// <param name="output">Takes the traces.</param>
    /// <param name="most">How many events of a connection with streams are put in order at a time.</param>
    /// <param name="cancellation">Ends it.</param>
    public QlogTraces(ExportSource source, QlogOutput output, int most, CancellationToken cancellation)
    {
        (_source, _output, _cancellation) = (source, output, cancellation);
        _records = new QlogRecords(source, output.Names == QlogNames.Ietf, most, cancellation);
        _assembly = new QlogAssembly(output);
    }

    /// <summary>How many events they were made of.</summary>
    public long Events { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        _assembly.Dispose();
    }

    /// <summary>Writes a connection's trace; none where nothing of it is selected.</summary>
    public void Write(FlowKey root, IReadOnlyList<FlowKey> members)
    {
        if (!_source.Runs.TryGetValue(root.RunId, out StoredRun? run))
        {
            return;
        }

        bool isBegun = false;
        _records.BeginConnection(root);
        _records.OnFull = members.Count == 1 ? Pass : null;
        long fromNs = 0;
        long length = members.Count == 1 ? long.MaxValue : run.LastNs + 1;
        while (fromNs <= run.LastNs)
        {
            long toNs = length > long.MaxValue - fromNs ? long.MaxValue : fromNs + length;
            _records.Begin(isBounded: members.Count > 1 && length > 1);
            _source.Of(members, root.RunId, fromNs, toNs).Scan(_records, _cancellation);
            if (_records.IsFull)
            {
                _records.TakeCount();
                length = Math.Max(1, length / 2);
                continue;
            }

            Pass();
            if (members.Count == 1)
            {
                break;
            }

            length = _records.WasSparse ? length * 2 : length;
            fromNs = toNs;
        }

        if (isBegun)
        {
            _assembly.End();
            _output.EndTrace();
        }

        void Pass()
        {
            Events += _records.TakeCount();
            if (_records.IsEmpty)
            {
                return;
            }

            if (!isBegun)
            {
                isBegun = true;
                _output.BeginTrace(
                    string.Create(CultureInfo.InvariantCulture, $"flow {root}"), run.Service ?? "", QlogVantage.Of(_source, root, _cancellation), run.StartNs);
                _assembly.Begin(GapsOf(run));
            }

            _records.PassTo(_assembly);
        }
    }

    private IReadOnlyList<Gap> GapsOf(StoredRun run)
    {
        if (!_gaps.TryGetValue(run.RunId, out IReadOnlyList<Gap>? gaps))
        {
            _gaps.Add(run.RunId, gaps = run.Dropped == 0 ? [] : [.. _source.Store.GetGaps(run.RunId, _cancellation).OrderBy(static gap => gap.FromNs)]);
        }

        return gaps;
    }
}
