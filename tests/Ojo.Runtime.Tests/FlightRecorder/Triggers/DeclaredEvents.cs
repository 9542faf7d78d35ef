using System.Text;
using Ojo.Catalogue;

namespace Ojo.Runtime.Tests.FlightRecorder.Triggers;

/// <summary>Events that a test declares, as an assembly would that has them generated.</summary>
internal sealed class DeclaredEvents(string name, params EventDescriptor[] events) : EventProvider
{
    public override string Name => name;

    public override string Namespace => "";

    public override IReadOnlyList<EventDescriptor> Events => events;

    public override ReadOnlySpan<byte> SchemaJson => Encoding.UTF8.GetBytes($$"""{"provider":"{{name}}","namespace":"","events":[]}""");

    public override ReadOnlySpan<byte> SqlSeed => default;

    public override ReadOnlySpan<byte> SqlViews => default;
}
