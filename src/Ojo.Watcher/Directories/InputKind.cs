namespace Ojo.Watcher.Directories;

/// <summary>What a file of the input directory holds, in the order in which they are taken in.</summary>
internal enum InputKind
{
    Schema,
    Run,
    Trace,

    /// <summary>Nobody can say: its name is no text.</summary>
    Unnameable,
}
