using System.Formats.Cbor;
using System.Globalization;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Snapshots;

/// <summary>Snapshots as CBOR (RFC 8949), for tools that read such records.</summary>
/// <remarks>
/// An array of maps. The encoding is deterministic (RFC 8949, section 4.2.1): the same snapshots are the same bytes. What other recorders of
/// the kind write of themselves has the names that they use: <c>service</c>, <c>hostname</c>, <c>pid</c>, <c>created_at</c>, <c>reason</c>.
/// </remarks>
internal static class SnapshotCbor
{
    public const string MediaType = "application/cbor";

    private const int Keys = 18;

    public static byte[] Write(IReadOnlyList<SnapshotResponse> snapshots)
    {
        // Keys are texts, so the shorter come first, as their lengths are encoded before them: RFC 7049's order is RFC 8949's.
        CborWriter cbor = new(CborConformanceMode.Canonical);
        cbor.WriteStartArray(snapshots.Count);
        foreach (SnapshotResponse snapshot in snapshots)
        {
            Write(cbor, snapshot);
        }

        cbor.WriteEndArray();
        return cbor.Encode();
    }

    private static void Write(CborWriter cbor, SnapshotResponse snapshot)
    {
        cbor.WriteStartMap(Keys);
        Text(cbor, "name", snapshot.Name);
        Text(cbor, "service", snapshot.Service);
        Text(cbor, "hostname", snapshot.Host);
        Number(cbor, "pid", snapshot.ProcessId);
        Text(cbor, "created_at", Time(snapshot.TakenAt).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        Text(cbor, "reason", snapshot.Reason);
        Instant(cbor, "taken_at", snapshot.TakenAt);
        cbor.WriteTextString("start_ns");
        cbor.WriteUInt64(ulong.TryParse(snapshot.StartNs, CultureInfo.InvariantCulture, out ulong start) ? start : ulong.MaxValue);
        Number(cbor, "window_start_ns", snapshot.WindowStartNs);
        Number(cbor, "window_end_ns", snapshot.WindowEndNs);
        Instant(cbor, "window_start_at", snapshot.WindowStartAt);
        Instant(cbor, "window_end_at", snapshot.WindowEndAt);
        cbor.WriteTextString("continues");
        if (snapshot.Continues is { } continues)
        {
            cbor.WriteTextString(continues);
        }
        else
        {
            cbor.WriteNull();
        }

        cbor.WriteTextString("copy");
        cbor.WriteBoolean(snapshot.Copy);
        cbor.WriteTextString("files");
        cbor.WriteStartArray(snapshot.Files.Count);
        foreach (string file in snapshot.Files)
        {
            cbor.WriteTextString(file);
        }

        cbor.WriteEndArray();
        Number(cbor, "event_count", snapshot.Events);
        Number(cbor, "overwritten", snapshot.Overwritten);
        Number(cbor, "lost", snapshot.Lost);
        cbor.WriteEndMap();
    }

    private static void Text(CborWriter cbor, string key, string value)
    {
        cbor.WriteTextString(key);
        cbor.WriteTextString(value);
    }

    private static void Number(CborWriter cbor, string key, long value)
    {
        cbor.WriteTextString(key);
        cbor.WriteInt64(value);
    }

    private static void Instant(CborWriter cbor, string key, string time)
    {
        // Tag 0: a date and time as RFC 3339 writes it.
        cbor.WriteTextString(key);
        cbor.WriteDateTimeOffset(Time(time));
    }

    private static DateTimeOffset Time(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
