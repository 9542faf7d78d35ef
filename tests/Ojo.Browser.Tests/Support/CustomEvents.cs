using Ojo.Catalogue;

namespace Ojo.Browser.Tests.Support;

/// <summary>Events that no part of Ojo knows, as a program's own schema file would declare them.</summary>
internal static class CustomEvents
{
    public const uint SnapshotTaken = 0x00010010;
    public const uint PhaseEntered = 0x00010011;
    public const uint Hostile = 0x00010012;
    public const uint Marker = 0x00010013;
    public const string HostileName = "<img src=x onerror=alert(1)>";
    public const string HostileField = "</span><script>alert(2)</script>";

    public static IReadOnlyList<EventDescriptor> All { get; } =
    [
        new()
        {
            Id = SnapshotTaken, Name = "SNAPSHOT_TAKEN", Provider = "game.netcode", Category = "Game", Description = "The server wrote down the world",
            Fields =
            [
                new() { Name = "tick", Type = FieldType.U32, Kind = FieldKind.Identifier, BitOffset = 0, BitWidth = 32 },
                new() { Name = "entities", Type = FieldType.U16, Kind = FieldKind.Count, Unit = "entities", BitOffset = 32, BitWidth = 16, Description = "How many it holds" },
                new() { Name = "cost", Type = FieldType.U16, Kind = FieldKind.Duration, Unit = "us", BitOffset = 48, BitWidth = 16 },
            ],
        },
        new()
        {
            Id = PhaseEntered, Name = "PHASE_ENTERED", Provider = "game.netcode", Category = "Game", Role = EventRole.State,
            Fields =
            [
                new()
                {
                    Name = "phase", Type = FieldType.Enum, Kind = FieldKind.State, BitOffset = 0, BitWidth = 8,
                    Values = [new EnumValue("lobby", 0), new EnumValue("match", 1), new EnumValue("results", 2)],
                },
            ],
        },
        new()
        {
            Id = Hostile, Name = HostileName, Provider = "game.netcode", Category = "<b>bold</b>", Description = "<svg onload=alert(3)>",
            Fields = [new() { Name = HostileField, Type = FieldType.U32, Kind = FieldKind.Count, Unit = "<i>u</i>", BitOffset = 0, BitWidth = 32 }],
        },
        new() { Id = Marker, Name = "PLAYER_JOINED", Provider = "game.netcode", Category = "Game" },
    ];
}
