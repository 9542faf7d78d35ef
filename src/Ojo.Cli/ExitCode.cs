namespace Ojo.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>Ended by SIGINT, as shells say it.</summary>
    public const int Interrupted = 130;
}
