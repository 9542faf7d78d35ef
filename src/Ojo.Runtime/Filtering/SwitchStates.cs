using System.Runtime.CompilerServices;

namespace Ojo.Filtering;

/// <summary>For each switch whether it is on: a byte each, inside the tracer, so that one load answers.</summary>
[InlineArray(EventSwitchTable.Capacity)]
internal struct SwitchStates
{
    private byte _first;
}
