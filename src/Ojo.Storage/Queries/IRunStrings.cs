namespace Ojo.Storage.Queries;

/// <summary>Looks up the strings that runs have defined.</summary>
public interface IRunStrings
{
    /// <summary>The string that a run defined under this id, or null where it defined none.</summary>
    string? FindString(long runId, ulong id);
}
