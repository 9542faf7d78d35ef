namespace Ojo.Format;

/// <summary>Why events were lost.</summary>
public enum DropCause : uint
{
    /// <summary>Every chunk of the buffer was taken.</summary>
    BufferFull = 1,

    /// <summary>The flight recorder made room for newer events.</summary>
    Overwritten = 2,

    /// <summary>They could not be written.</summary>
    WriteError = 3,
}
