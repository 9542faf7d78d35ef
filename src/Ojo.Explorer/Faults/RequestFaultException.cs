namespace Ojo.Explorer.Faults;

/// <summary>A request cannot be answered; what the client is told.</summary>
internal sealed class RequestFaultException(Problem problem, string? allow = null, TimeSpan? retryAfter = null) : Exception(problem.Detail)
{
    /// <summary>What the client is told.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>The methods that are possible, where another was tried.</summary>
    public string? Allow { get; } = allow;

    /// <summary>How long to wait before asking again, where that is known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
