namespace Ojo.Runtime.Tests.Conditions;

/// <summary>Events whose declarations say when to take a snapshot: each type of field, compared in each way. What is compared begins in the middle of a word.</summary>
internal static partial class ConditionEvents
{
    [TraceEvent(SnapshotWhen = "always")] public static partial void RecordAlways(this Tracer tracer, [FlowId] uint flowId);
    [TraceEvent(SnapshotWhen = "True:5")] public static partial void RecordOften(this Tracer tracer, [FlowId] uint flowId);
    [TraceEvent(SnapshotWhen = "ALWAYS:100/1s")] public static partial void RecordBurst(this Tracer tracer, [FlowId] uint flowId);
    [TraceEvent(SnapshotWhen = "flow = 9 and first >= 1 AND second != 255:3/1.5m")] public static partial void RecordSeveral(this Tracer tracer, [FlowId] uint flowId, byte first, byte second);
    [TraceEvent(SnapshotWhen = "flow > 8")] public static partial void RecordLateFlow(this Tracer tracer, [FlowId] uint flowId);
    [TraceEvent] public static partial void RecordNothing(this Tracer tracer, [FlowId] uint flowId);

    [TraceEvent(SnapshotWhen = "count = 18446744073709551615")] public static partial void RecordCount0(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);
    [TraceEvent(SnapshotWhen = "count > 18446744073709551614")] public static partial void RecordCount1(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);
    [TraceEvent(SnapshotWhen = "count < 0x10")] public static partial void RecordCount2(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);
    [TraceEvent(SnapshotWhen = "count != 1")] public static partial void RecordCount3(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);
    [TraceEvent(SnapshotWhen = "count >= 1.5")] public static partial void RecordCount4(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);
    [TraceEvent(SnapshotWhen = "count <= 1.5")] public static partial void RecordCount5(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);
    [TraceEvent(SnapshotWhen = "count > -1")] public static partial void RecordCount6(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);
    [TraceEvent(SnapshotWhen = "count != 0.5")] public static partial void RecordCount7(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);
    [TraceEvent(SnapshotWhen = "count < 99999999999999999999999")] public static partial void RecordCount8(this Tracer tracer, [FlowId] uint flowId, bool flag, ulong count);

    [TraceEvent(SnapshotWhen = "narrow > 255")] public static partial void RecordNarrow0(this Tracer tracer, [FlowId] uint flowId, bool flag, ushort narrow);
    [TraceEvent(SnapshotWhen = "narrow <= 65535")] public static partial void RecordNarrow1(this Tracer tracer, [FlowId] uint flowId, bool flag, ushort narrow);
    [TraceEvent(SnapshotWhen = "narrow = 5")] public static partial void RecordNarrow2(this Tracer tracer, [FlowId] uint flowId, bool flag, ushort narrow);
    [TraceEvent(SnapshotWhen = "narrow != 70000")] public static partial void RecordNarrow3(this Tracer tracer, [FlowId] uint flowId, bool flag, ushort narrow);

    [TraceEvent(SnapshotWhen = "level < 0")] public static partial void RecordLevel0(this Tracer tracer, [FlowId] uint flowId, bool flag, sbyte level);
    [TraceEvent(SnapshotWhen = "level >= -128")] public static partial void RecordLevel1(this Tracer tracer, [FlowId] uint flowId, bool flag, sbyte level);
    [TraceEvent(SnapshotWhen = "level > 126.5")] public static partial void RecordLevel2(this Tracer tracer, [FlowId] uint flowId, bool flag, sbyte level);
    [TraceEvent(SnapshotWhen = "level != -1")] public static partial void RecordLevel3(this Tracer tracer, [FlowId] uint flowId, bool flag, sbyte level);

    [TraceEvent(SnapshotWhen = "change = -9223372036854775808")] public static partial void RecordChange0(this Tracer tracer, [FlowId] uint flowId, bool flag, long change);
    [TraceEvent(SnapshotWhen = "change > -5")] public static partial void RecordChange1(this Tracer tracer, [FlowId] uint flowId, bool flag, long change);
    [TraceEvent(SnapshotWhen = "change <= 9223372036854775806")] public static partial void RecordChange2(this Tracer tracer, [FlowId] uint flowId, bool flag, long change);

    [TraceEvent(SnapshotWhen = "wait > 1.5ms")] public static partial void RecordWait0(this Tracer tracer, [FlowId] uint flowId, bool flag, TimeSpan wait);
    [TraceEvent(SnapshotWhen = "wait >= 0")] public static partial void RecordWait1(this Tracer tracer, [FlowId] uint flowId, bool flag, TimeSpan wait);
    [TraceEvent(SnapshotWhen = "wait = 2us")] public static partial void RecordWait2(this Tracer tracer, [FlowId] uint flowId, bool flag, TimeSpan wait);
    [TraceEvent(SnapshotWhen = "wait < 1ns")] public static partial void RecordWait3(this Tracer tracer, [FlowId] uint flowId, bool flag, TimeSpan wait);
    [TraceEvent(SnapshotWhen = "wait <= 1h")] public static partial void RecordWait4(this Tracer tracer, [FlowId] uint flowId, bool flag, TimeSpan wait);
    [TraceEvent(SnapshotWhen = "wait != -1s")] public static partial void RecordWait5(this Tracer tracer, [FlowId] uint flowId, bool flag, TimeSpan wait);

    [TraceEvent(SnapshotWhen = "ratio > 0.5")] public static partial void RecordRatio0(this Tracer tracer, [FlowId] uint flowId, bool flag, double ratio);
    [TraceEvent(SnapshotWhen = "ratio <= 5e-1")] public static partial void RecordRatio1(this Tracer tracer, [FlowId] uint flowId, bool flag, double ratio);
    [TraceEvent(SnapshotWhen = "ratio != 0")] public static partial void RecordRatio2(this Tracer tracer, [FlowId] uint flowId, bool flag, double ratio);
    [TraceEvent(SnapshotWhen = "ratio = 1e400")] public static partial void RecordRatio3(this Tracer tracer, [FlowId] uint flowId, bool flag, double ratio);
    [TraceEvent(SnapshotWhen = "ratio < -0.1")] public static partial void RecordRatio4(this Tracer tracer, [FlowId] uint flowId, bool flag, double ratio);
    [TraceEvent(SnapshotWhen = "ratio >= 0.1")] public static partial void RecordRatio5(this Tracer tracer, [FlowId] uint flowId, bool flag, double ratio);

    [TraceEvent(SnapshotWhen = "load = 0.1")] public static partial void RecordLoad0(this Tracer tracer, [FlowId] uint flowId, bool flag, float load);
    [TraceEvent(SnapshotWhen = "load > 0.1")] public static partial void RecordLoad1(this Tracer tracer, [FlowId] uint flowId, bool flag, float load);
    [TraceEvent(SnapshotWhen = "load != 0")] public static partial void RecordLoad2(this Tracer tracer, [FlowId] uint flowId, bool flag, float load);
    [TraceEvent(SnapshotWhen = "load < 1e39")] public static partial void RecordLoad3(this Tracer tracer, [FlowId] uint flowId, bool flag, float load);
    [TraceEvent(SnapshotWhen = "load = -1e39")] public static partial void RecordLoad4(this Tracer tracer, [FlowId] uint flowId, bool flag, float load);

    [TraceEvent(SnapshotWhen = "is_last = true")] public static partial void RecordIsLast0(this Tracer tracer, [FlowId] uint flowId, bool flag, bool isLast);
    [TraceEvent(SnapshotWhen = "is_last != 1")] public static partial void RecordIsLast1(this Tracer tracer, [FlowId] uint flowId, bool flag, bool isLast);
    [TraceEvent(SnapshotWhen = "is_last = FALSE")] public static partial void RecordIsLast2(this Tracer tracer, [FlowId] uint flowId, bool flag, bool isLast);

    [TraceEvent(SnapshotWhen = "state = idle")] public static partial void RecordState0(this Tracer tracer, [FlowId] uint flowId, bool flag, LinkState state);
    [TraceEvent(SnapshotWhen = "state != gone")] public static partial void RecordState1(this Tracer tracer, [FlowId] uint flowId, bool flag, LinkState state);
    [TraceEvent(SnapshotWhen = "state = gone")] public static partial void RecordState2(this Tracer tracer, [FlowId] uint flowId, bool flag, LinkState state);
    [TraceEvent(SnapshotWhen = "state = 1")] public static partial void RecordState3(this Tracer tracer, [FlowId] uint flowId, bool flag, LinkState state);
    [TraceEvent(SnapshotWhen = "state > 0")] public static partial void RecordState4(this Tracer tracer, [FlowId] uint flowId, bool flag, LinkState state);
    [TraceEvent(SnapshotWhen = "state < 2")] public static partial void RecordState5(this Tracer tracer, [FlowId] uint flowId, bool flag, LinkState state);

    [TraceEvent(SnapshotWhen = "letter = x")] public static partial void RecordLetter0(this Tracer tracer, [FlowId] uint flowId, bool flag, char letter);
    [TraceEvent(SnapshotWhen = "letter != 'x'")] public static partial void RecordLetter1(this Tracer tracer, [FlowId] uint flowId, bool flag, char letter);

    [TraceEvent(SnapshotWhen = "since > '2026-01-01T00:00:00Z'")] public static partial void RecordSince0(this Tracer tracer, [FlowId] uint flowId, bool flag, DateTime since);
    [TraceEvent(SnapshotWhen = "since <= 1970-01-01")] public static partial void RecordSince1(this Tracer tracer, [FlowId] uint flowId, bool flag, DateTime since);

    [TraceEvent(SnapshotWhen = "peer = 192.0.2.7")] public static partial void RecordPeer0(this Tracer tracer, [FlowId] uint flowId, bool flag, System.Net.IPAddress peer);
    [TraceEvent(SnapshotWhen = "peer != '2001:db8::1'")] public static partial void RecordPeer1(this Tracer tracer, [FlowId] uint flowId, bool flag, System.Net.IPAddress peer);
    [TraceEvent(SnapshotWhen = "peer = '2001:db8::1'")] public static partial void RecordPeer2(this Tracer tracer, [FlowId] uint flowId, bool flag, System.Net.IPAddress peer);

    [TraceEvent(SnapshotWhen = "session = 00112233-4455-6677-8899-aabbccddeeff")] public static partial void RecordSession0(this Tracer tracer, [FlowId] uint flowId, bool flag, Guid session);
    [TraceEvent(SnapshotWhen = "session != 00112233-4455-6677-8899-aabbccddeeff")] public static partial void RecordSession1(this Tracer tracer, [FlowId] uint flowId, bool flag, Guid session);

    [TraceEvent(SnapshotWhen = "name = 'a, b'")] public static partial void RecordName0(this Tracer tracer, [FlowId] uint flowId, bool flag, string name);
    [TraceEvent(SnapshotWhen = "name != cwnd")] public static partial void RecordName1(this Tracer tracer, [FlowId] uint flowId, bool flag, string name);
    [TraceEvent(SnapshotWhen = "name = ''")] public static partial void RecordName2(this Tracer tracer, [FlowId] uint flowId, bool flag, string name);

    [TraceEvent(SnapshotWhen = "note = 'grün, \"late\"'")] public static partial void RecordNote0(this Tracer tracer, [FlowId] uint flowId, bool flag, ReadOnlySpan<char> note);
    [TraceEvent(SnapshotWhen = "note != short")] public static partial void RecordNote1(this Tracer tracer, [FlowId] uint flowId, bool flag, ReadOnlySpan<char> note);
    [TraceEvent(SnapshotWhen = "note = ''")] public static partial void RecordNote2(this Tracer tracer, [FlowId] uint flowId, bool flag, ReadOnlySpan<char> note);
    [TraceEvent(SnapshotWhen = "note != ''")] public static partial void RecordNote3(this Tracer tracer, [FlowId] uint flowId, bool flag, ReadOnlySpan<char> note);
}
