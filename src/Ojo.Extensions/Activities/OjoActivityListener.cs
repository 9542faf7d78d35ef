using System.Buffers.Binary;
using System.Diagnostics;

namespace Ojo.Extensions;

/// <summary>Records activities as ACTIVITY_STARTED and ACTIVITY_STOPPED, in the category <c>Activity</c>, until it is disposed.</summary>
/// <remarks>The tracer is the caller's: it is not disposed here. Where its filter says no, an activity costs one test.</remarks>
public sealed class OjoActivityListener : IDisposable
{
    private readonly Tracer _tracer;
    private readonly OjoActivityOptions _options;
    private readonly ActivityListener _listener;

    /// <summary>Begins to listen.</summary>
    /// <param name="tracer">Where to record.</param>
    /// <param name="options">To which sources; the defaults if null. Later changes of it have no effect on sources that exist.</param>
    public OjoActivityListener(Tracer tracer, OjoActivityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        _tracer = tracer;
        _options = options ?? new OjoActivityOptions();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => _options.Includes(source.Name),
            ActivityStarted = Start,
            ActivityStopped = Stop,
        };
        if (_options.RequestAllData)
        {
            _listener.Sample = (ref ActivityCreationOptions<ActivityContext> _) => Sample();
            _listener.SampleUsingParentId = (ref ActivityCreationOptions<string> _) => Sample();
        }

        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Ends listening.</summary>
    public void Dispose() => _listener.Dispose();

    private ActivitySamplingResult Sample() =>
        _tracer.IsActivityStartedEnabled() && !BridgeGuard.IsClosed ? ActivitySamplingResult.AllData : ActivitySamplingResult.None;

    private void Start(Activity activity)
    {
        if (!_tracer.IsActivityStartedEnabled() || BridgeGuard.IsClosed)
        {
            return;
        }

        // The parent's own id where it is at hand: the activity may have to cut its out of a string first.
        ActivitySpanId parent = activity.Parent is { IdFormat: ActivityIdFormat.W3C } local ? local.SpanId : activity.ParentSpanId;
        _tracer.RecordActivityStarted(
            ActivityFlow.Of(activity),
            TraceIdOf(activity),
            Number(activity.SpanId),
            Number(parent),
            activity.Source.Name,
            activity.OperationName,
            (SpanKind)activity.Kind,
            activity.HasRemoteParent);
    }

    private void Stop(Activity activity)
    {
        if (!_tracer.IsActivityStoppedEnabled() || BridgeGuard.IsClosed)
        {
            return;
        }

        var tags = ValuesText.Rent();
        if (_options.IncludeTags)
        {
            foreach (ref readonly KeyValuePair<string, object?> tag in activity.EnumerateTagObjects())
            {
                tags.Append(tag.Key, tag.Value);
            }
        }

        _tracer.RecordActivityStopped(
            ActivityFlow.Of(activity),
            Number(activity.SpanId),
            activity.Duration,
            (SpanStatus)activity.Status,
            activity.Source.Name,
            activity.OperationName,
            activity.StatusDescription,
            tags.Text);
        ValuesText.Return(tags);
    }

    private static Guid TraceIdOf(Activity activity)
    {
        if (activity.IdFormat != ActivityIdFormat.W3C)
        {
            return Guid.Empty;
        }

        Span<byte> bytes = stackalloc byte[16];
        HexDigits.Read(activity.TraceId.ToHexString(), bytes);
        return new Guid(bytes, bigEndian: true);
    }

    private static ulong Number(ActivitySpanId id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        HexDigits.Read(id.ToHexString(), bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
