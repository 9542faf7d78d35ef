namespace Ojo.Storage.Verification;

/// <summary>Something in a store that is not as it was written.</summary>
/// <param name="Where">The file, run, flow, type or block, as a person would name it.</param>
/// <param name="What">What is wrong with it, as a sentence.</param>
public sealed record StoreFault(string Where, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {What}";
}
