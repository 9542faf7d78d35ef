using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ojo.Storage;

/// <summary>Names a flow: its run's number in this store and the flow id that the program gave it. Written <c>3-7</c>.</summary>
/// <param name="RunId">The run's number in the store.</param>
/// <param name="FlowId">The flow id; unique within its run only.</param>
public readonly record struct FlowKey(long RunId, ulong FlowId)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FlowKey flow)
    {
        flow = default;
        int dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 1 ||
            !long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out long runId) ||
            !ulong.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong flowId))
        {
            return false;
        }

        flow = new FlowKey(runId, flowId);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RunId}-{FlowId}");
}
