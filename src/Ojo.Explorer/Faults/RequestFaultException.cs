namespace Ojo.Explorer.Faults;

/// <summary>A request cannot be answered; what the client is told.</summary>
internal sealed class RequestFaultException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>What the client is told.</summary>
    public Problem Problem { get; } = problem;
}
