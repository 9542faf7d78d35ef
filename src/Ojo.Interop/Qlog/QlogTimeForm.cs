namespace Ojo.Interop.Qlog;

/// <summary>What events' times count from.</summary>
internal enum QlogTimeForm
{
    /// <summary>The Unix epoch, or a clock's own zero.</summary>
    Absolute,

    /// <summary>The trace's reference time.</summary>
    Relative,

    /// <summary>The event before; the first one's counts from the reference time.</summary>
    Delta,
}
