using Ojo.Format;

namespace Ojo.Storage.Decoding;

/// <summary>A test of an event of one type.</summary>
internal interface IEventTest
{
    /// <summary>The number in the type of the field that it looks at.</summary>
    int Number { get; }

    /// <summary>Between which values of the field, both included, those that pass are; null where the test does not say.</summary>
    (double Min, double Max)? Bounds { get; }

    /// <summary>Whether the event passes. Its texts are gone to by the test itself.</summary>
    bool Passes(in TraceEvent traceEvent, IEventTexts texts);
}
