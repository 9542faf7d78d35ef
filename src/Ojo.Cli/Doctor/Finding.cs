namespace Ojo.Cli.Doctor;

/// <summary>Something that an examination has found.</summary>
/// <param name="IsWrong">Whether anything should be done about it; else it is only said.</param>
/// <param name="What">What it is, in a sentence.</param>
/// <param name="Advice">What to do; null where there is nothing to do.</param>
internal sealed record Finding(bool IsWrong, string What, string? Advice = null);
