using System.Globalization;
using System.Text.RegularExpressions;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>A filter made at random, with what it means said a second time in plain C#: nothing of the store's own filters is in here.</summary>
internal sealed class RandomFilter
{
    private static readonly string[] s_signs = ["=", "!=", "<", "<=", ">", ">=", ":"];

    private readonly List<string> _terms = [];
    private readonly List<Func<ReferenceEvent, bool>> _ofEvents = [];
    private readonly List<Func<FlowTotals, bool>> _ofFlows = [];
    private readonly Random _random;
    private readonly ReferenceFields _fields;
    private readonly Dictionary<int, StoredRun> _runs;

    /// <param name="random">Where chance comes from.</param>
    /// <param name="types">The store's types.</param>
    /// <param name="runs">The runs by their process.</param>
    /// <param name="horizonNs">About when the last event was.</param>
    public RandomFilter(Random random, IReadOnlyList<StoredEventType> types, Dictionary<int, StoredRun> runs, long horizonNs)
    {
        (_random, _fields, _runs) = (random, new ReferenceFields(types), runs);
        for (int terms = random.Next(1, 5); terms > 0; terms--)
        {
            Add(horizonNs);
        }
    }

    /// <summary>The filter.</summary>
    public string Text => string.Join(_random.Next(8) == 0 ? "  " : " ", _terms);

    public bool IsOfEvents => _ofEvents.Count > 0;

    /// <summary>Whether an event passes, as far as it is the event that decides.</summary>
    public bool Passes(ReferenceEvent e) => _ofEvents.TrueForAll(holds => holds(e));

    /// <summary>Whether the events of a flow may pass.</summary>
    public bool Passes(FlowTotals flow) => _ofFlows.TrueForAll(holds => holds(flow));

    private void Add(long horizonNs)
    {
        switch (_random.Next(15))
        {
            case 0 or 1:
                string[] names = Some("PACKET_SENT", "packet_*", "*_LOST_*", "0x70000001", "0x00000105", "CWND_UPDATED", "?TT_UPDATED", "STREAM_*ED");
                OfEvent($"type:{string.Join(',', names)}", e => names.Any(name => IsLike(NameOf(e), name) || name == $"0x{e.Type:x8}"));
                break;
            case 2:
                string[] categories = Some("Packet", "stream", "Congestion*");
                OfEvent($"category:{string.Join(',', categories)}", e => _fields.TypeOf(e).Descriptor is { } type && categories.Any(category => IsLike(type.Category, category)));
                break;
            case 3:
                EventRole[] roles = Some(EventRole.PacketSent, EventRole.PacketLost, EventRole.Rtt, EventRole.Window);
                OfEvent($"role:{string.Join(',', roles.Select(SnakeCaseOf))}", e => _fields.TypeOf(e).Descriptor is { } type && roles.Contains(type.Role));
                break;
            case 4:
                EventLevel level = Some(EventLevel.Debug, EventLevel.Info, EventLevel.Warning)[0];
                OfEvent($"level>={(level == EventLevel.Warning ? "warn" : level.ToString())}", e => _fields.TypeOf(e).Descriptor is { } type && type.Level >= level);
                break;
            case 5:
                string[] fields = Some("packet_number", "CWND", "size", "payload");
                OfEvent($"has:{string.Join(',', fields)}", e => fields.Any(field => _fields.FieldOf(e, field.ToLowerInvariant()) is not null));
                break;
            case 6:
                string word = Some("sent", "PACKET_", "\"lost\"", "000001")[0];
                OfEvent(word, e => NameOf(e).Contains(word.Trim('"'), StringComparison.OrdinalIgnoreCase));
                break;
            case 7:
                AddTime(horizonNs);
                break;
            case 8 or 9:
                AddNumber();
                break;
            case 10:
                string[] values = Some("initial", "handshake", "timeout", "reordering", "unspecified");
                string sign = Some(":", "=", "!=")[0];
                string named = Array.TrueForAll(values, static value => value is "initial" or "handshake") ? "space" : "reason";
                values = named == "space" ? values : [.. values.Where(static value => value is not ("initial" or "handshake"))];
                OfEvent($"{named}{sign}{string.Join(',', values)}", e =>
                    _fields.FieldOf(e, named) is { } field && values.Any(value => field.Values.Any(one => one.Name == value)) && values.Contains(_fields.NameOf(e, named)) == (sign != "!="));
                break;
            case 11 or 12:
                AddFlow();
                break;
            default:
                AddFlowNumber(horizonNs);
                break;
        }
    }

    private void AddTime(long horizonNs)
    {
        long from = _random.NextInt64(horizonNs + 1);
        long to = from + _random.NextInt64(horizonNs + 1);
        (string, Func<ReferenceEvent, bool>)[] choices =
        [
            ($"t:{from}ns..{to}ns", e => e.Ns >= from && e.Ns < to),
            ($"t:..{Us(to)}us", e => e.Ns < to),
            ($"t:{Us(from)}µs..", e => e.Ns >= from),
            ($"t>{from}ns", e => e.Ns > from),
            ($"t<={Us(to)}us", e => e.Ns <= to),
            ($"t:..{from}ns,{to}ns..", e => e.Ns < from || e.Ns >= to),
        ];
        (string text, Func<ReferenceEvent, bool> holds) = choices[_random.Next(choices.Length)];
        OfEvent(text, holds);
    }

    private void AddNumber()
    {
        (string Field, string Unit, decimal Factor, int Most)[] choices =
        [
            ("packet_number", "", 1, 220), ("PACKET_NUMBER", "", 1, 220), ("size", "KiB", 1024, 70), ("size", "", 1, 66_000), ("cwnd", "kB", 1000, 1100),
            ("latest", "s", 1_000_000, 5000), ("latest", "min", 60_000_000, 80), ("length", "bytes", 1, 1600), ("stream_id", "", 1, 9),
            ("PACKET_SENT*.packet_number", "", 1, 220), ("0x70000001.payload", "", 1, int.MaxValue), ("payload", "", 1, int.MaxValue),
        ];
        (string field, string unit, decimal factor, int most) = choices[_random.Next(choices.Length)];
        decimal[] numbers = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (decimal)_random.Next(most))];
        string sign = s_signs[_random.Next(s_signs.Length)];
        int dot = field.IndexOf('.', StringComparison.Ordinal);
        string name = field[(dot + 1)..].ToLowerInvariant();
        OfEvent($"{field}{sign}{string.Join(',', numbers.Select(number => $"{number}{unit}"))}", e =>
            (dot < 0 || IsLike(NameOf(e), field[..dot])) && _fields.BitsOf(e, name) is ulong bits
            && (sign == "!=" ? Array.TrueForAll(numbers, number => bits != number * factor) : numbers.Any(number => Compares(bits, sign, number * factor))));
    }

    private void AddFlow()
    {
        ulong[] ids = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (ulong)_random.Next(6))];
        long run = _random.Next(1, 4);
        StoredRun? any = _runs.Count == 0 ? null : _runs.Values.ElementAt(_random.Next(_runs.Count));
        switch (_random.Next(5))
        {
            case 0:
                OfFlow($"flow:{string.Join(',', ids)}", flow => ids.Contains(flow.FlowId));
                break;
            case 1:
                OfFlow($"flow:{string.Join(',', ids.Select(id => $"{run}-{id}"))}", flow => flow.RunId == run && ids.Contains(flow.FlowId));
                break;
            case 2:
                OfFlow($"parent:{string.Join(',', ids.Select(id => $"{run}-{id}"))}", flow => flow.RunId == run && flow.Parent is ulong parent && ids.Contains(parent));
                break;
            case 3 when any is not null:
                OfFlow($"run:{any.RunId}", flow => flow.RunId == any.RunId);
                break;
            case 4 when any is not null:
                OfFlow($"service:{any.Service!.ToUpperInvariant()}", flow => flow.Service == any.Service);
                break;
        }
    }

    private void AddFlowNumber(long horizonNs)
    {
        (string Name, int Most, string Unit, decimal Factor, Func<FlowTotals, decimal?> Of)[] choices =
        [
            ("events", 3000, "", 1, static flow => flow.Events),
            ("sent", 400, "", 1, static flow => flow.Sent),
            ("lost", 400, "", 1, static flow => flow.Lost),
            ("loss", 130, "%", 1, static flow => flow.Sent == 0 ? null : 100m * flow.Lost / flow.Sent),
            ("duration", (int)Math.Min(int.MaxValue - 1, horizonNs / 1000 + 2), "us", 1000, static flow => flow.DurationNs),
            ("rate", 1_000_000, "/s", 1, static flow => flow.DurationNs == 0 ? null : flow.Events * 1_000_000_000m / flow.DurationNs),
            ("children", 6, "", 1, static flow => flow.Children),
        ];
        (string name, int most, string unit, decimal factor, Func<FlowTotals, decimal?> of) = choices[_random.Next(choices.Length)];
        decimal number = _random.Next(most);
        string sign = Some(":", "<", "<=", ">", ">=")[0];
        OfFlow($"{name}{sign}{number}{unit}", flow => of(flow) is decimal own && Compares(own, sign, number * factor));
    }

    private void OfEvent(string text, Func<ReferenceEvent, bool> holds)
    {
        bool isNegated = _random.Next(4) == 0;
        _terms.Add(isNegated ? "-" + text : text);
        _ofEvents.Add(e => holds(e) != isNegated);
    }

    private void OfFlow(string text, Func<FlowTotals, bool> holds)
    {
        bool isNegated = _random.Next(4) == 0;
        _terms.Add(isNegated ? "-" + text : text);
        _ofFlows.Add(flow => holds(flow) != isNegated);
    }

    private T[] Some<T>(params T[] all) => [.. all.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4))];

    private string NameOf(ReferenceEvent e) => _fields.TypeOf(e).Descriptor?.Name ?? $"0x{e.Type:X8}";

    private static bool IsLike(string name, string pattern) =>
        Regex.IsMatch(name, "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static bool Compares(decimal own, string sign, decimal value) => sign switch
    {
        "<" => own < value,
        "<=" => own <= value,
        ">" => own > value,
        ">=" => own >= value,
        _ => own == value,
    };

    private static string SnakeCaseOf(EventRole role) => Regex.Replace(role.ToString(), "(?<!^)[A-Z]", static capital => "_" + capital.Value).ToLowerInvariant();

    private static string Us(long ns) => (ns / 1000m).ToString(CultureInfo.InvariantCulture);

    /// <summary>A flow as the reference store has it.</summary>
    internal sealed record FlowTotals(long RunId, string? Service, ulong FlowId, ulong? Parent, long DurationNs, long Events, long Sent, long Lost, long Children);
}
