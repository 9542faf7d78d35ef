namespace Ojo.Storage.Tests.Support;

/// <summary>How many random histories go through model and store: a few for every build, thousands where they are asked for by <c>OJO_STRESS_HISTORIES</c>.</summary>
internal static class Histories
{
    private static readonly int? s_many = int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_HISTORIES"), out int many) ? many : null;

    /// <summary>The seeds of a class of tests.</summary>
    /// <param name="usual">How many it has in every build.</param>
    /// <param name="part">How many of those that are asked for are its own.</param>
    public static TheoryData<int> Seeds(int usual, double part = 1) => [.. Enumerable.Range(1, s_many is int many ? Math.Max(usual, (int)(many * part)) : usual)];
}
