using Ojo.Storage.Queries;

namespace Ojo.Storage;

/// <summary>A reader that has summed its events up, at least in part. An engine need not be one: what it does not say is found by a scan.</summary>
public interface IFieldBounds
{
    /// <summary>Between which values a numeric field of a flow's events of one type lies.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="typeKey">The type's number in the store.</param>
    /// <param name="field">The field's number in the type.</param>
    /// <param name="cancellation">Stops without an answer.</param>
    /// <returns>The bounds, the least above the greatest where there are no values; null where the engine cannot say without looking at every event.</returns>
    FieldBounds? FindBounds(FlowKey flow, int typeKey, int field, CancellationToken cancellation = default);
}
