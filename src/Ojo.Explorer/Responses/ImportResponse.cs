namespace Ojo.Explorer.Responses;

/// <summary>What became of a file.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Format">The format that it was read as; empty where it is of none.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Events">How many events of it were added.</param>
/// <param name="KnownEvents">How many were there already.</param>
/// <param name="NewRuns">The numbers of the runs that it added.</param>
/// <param name="Problems">The first of the things in it that could not be understood and were left out.</param>
/// <param name="ProblemCount">How many such things there are.</param>
/// <param name="Failure">Why it was not taken in, or not to its end; null where it was.</param>
internal sealed record ImportResponse(
    string Name, string Format, long Bytes, long Events, long KnownEvents, IReadOnlyList<long> NewRuns, IReadOnlyList<ImportProblemResponse> Problems, long ProblemCount, string? Failure);
