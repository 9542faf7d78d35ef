using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Is shown a flow's events and makes derived series of them.</summary>
internal interface IDerivedSink : IEventSink
{
    /// <summary>How many packets were taken for gone because too many had no answer.</summary>
    long Forgotten { get; }

    /// <summary>The series of one of its kinds, of as many buckets as are complete.</summary>
    DerivedSeries ToSeries(DerivedKind kind, int complete);
}
