namespace Transfer.Demo;

/// <summary>The program that the demo is part of, as it speaks of itself.</summary>
/// <param name="Name">What stands before its messages.</param>
/// <param name="Explorer">The command that serves a database again, up to the database's path.</param>
internal sealed record DemoProgram(string Name, string Explorer)
{
    /// <summary>The sample by itself.</summary>
    public static DemoProgram Sample { get; } = new("transfer", "dotnet run -c Release --project src/Ojo.Explorer -- --db-path");
}
