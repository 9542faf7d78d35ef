using Ojo.Catalogue;

namespace Ojo.Storage.Tests.Support;

/// <summary>An event with every sort of text, declared as the generator would, so that a real tracer's schema file has it.</summary>
internal sealed class SpokenProvider : EventProvider
{
    public const uint Spoken = 0x0005_0001;

    private SpokenProvider()
    {
    }

    public override string Name => "tests.spoken";

    public override string Namespace => "Tests";

    public override IReadOnlyList<EventDescriptor> Events => SchemaDocument.Parse(Schema("[\n"u8, SchemaJson, "\n]"u8)).Events;

    public override ReadOnlySpan<byte> SchemaJson => """
        {"provider":"tests.spoken","namespace":"Tests","events":[{"id":327681,"name":"SPOKEN","category":"Test","fields":[
        {"name":"count","type":"u16","offset":0,"bits":16},{"name":"who","type":"string","offset":16,"bits":32},
        {"name":"whom","type":"string","offset":48,"bits":32},{"name":"words","type":"text","offset":80,"bits":0},
        {"name":"noise","type":"bytes","offset":80,"bits":0}]}]}
        """u8;

    public override ReadOnlySpan<byte> SqlSeed => "\n"u8;

    public override ReadOnlySpan<byte> SqlViews => "\n"u8;

    private static readonly Lazy<bool> s_registration = new(static () =>
    {
        EventCatalogue.Register(new SpokenProvider());
        return true;
    });

    /// <summary>Adds the event to the catalogue of the process, once.</summary>
    public static bool Register() => s_registration.Value;

    /// <summary>Records it.</summary>
    public static void Record(Tracer tracer, uint flowId, ushort count, string? who, string? whom, string? words, ReadOnlySpan<byte> noise)
    {
        ulong second = tracer.Intern(whom);
        tracer.Write(flowId, Spoken, [count | ((ulong)tracer.Intern(who) << 16) | (second << 48), second >> 16], words, noise);
    }

    private static byte[] Schema(ReadOnlySpan<byte> before, ReadOnlySpan<byte> provider, ReadOnlySpan<byte> after) =>
        [.. "{\"format\":1,\"providers\":"u8, .. before, .. provider, .. after, .. "}"u8];
}
