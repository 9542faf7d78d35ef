namespace Ojo.Watcher.Directories;

/// <summary>A file of the input directory as its listing shows it. Seen again unchanged, it need not be looked at again.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When it was last written to, UTC.</param>
internal sealed record InputFile(string Name, InputKind Kind, long Length, DateTime Modified);
