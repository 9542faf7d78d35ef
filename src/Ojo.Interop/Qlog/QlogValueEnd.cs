namespace Ojo.Interop.Qlog;

/// <summary>Whether a value is in memory as a whole.</summary>
internal enum QlogValueEnd
{
    /// <summary>It is.</summary>
    Whole,

    /// <summary>The file ends before it does.</summary>
    CutOff,

    /// <summary>It is larger than anything sensible.</summary>
    TooLarge,
}
