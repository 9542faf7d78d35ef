namespace Ojo.Interop.Importing;

/// <summary>Collects what could not be understood in a file: each is counted, and the first ones are kept. For one thread.</summary>
/// <param name="file">The file's name.</param>
public sealed class ImportReport(string file)
{
    /// <summary>How many are kept with their words. A file that is nothing but faults must not fill the memory.</summary>
    public const int MostKept = 100;

    private readonly List<ImportProblem> _problems = [];

    /// <summary>The first problems, in the order in which they were met.</summary>
    public IReadOnlyList<ImportProblem> Problems => _problems;

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the next problem's words are kept: where they are costly to make, ask first.</summary>
    public bool KeepsWords => _problems.Count < MostKept;

    /// <summary>Adds a problem.</summary>
    /// <param name="offset">Where, in bytes from the file's beginning, expanded; -1 where it is nowhere in particular.</param>
    /// <param name="message">What is wrong and what came of it, in a sentence.</param>
    public void Add(long offset, string message)
    {
        Count++;
        if (KeepsWords)
        {
            _problems.Add(new ImportProblem(file, offset, message));
        }
    }
}
