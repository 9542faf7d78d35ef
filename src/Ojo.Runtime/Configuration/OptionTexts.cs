namespace Ojo.Configuration;

/// <summary>Where the texts come from that options are set by.</summary>
/// <param name="Read">The text of an option by its variable's name, <c>OJO_FILTER</c>; null where there is none.</param>
/// <param name="Describe">What a message calls it.</param>
internal readonly record struct OptionTexts(Func<string, string?> Read, Func<string, string> Describe);
