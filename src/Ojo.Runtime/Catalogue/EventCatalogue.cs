namespace Ojo.Catalogue;

/// <summary>Every event type that the running program has declared.</summary>
/// <remarks>
/// Assemblies add their providers when they are first used, by a module initializer that the generator writes. Safe to
/// use from any thread.
/// </remarks>
public static class EventCatalogue
{
    private static EventProvider[] s_providers = [];

    /// <summary>The providers that have been registered so far, in order of name.</summary>
    public static IReadOnlyList<EventProvider> Providers => Volatile.Read(ref s_providers);

    /// <summary>Raised when a provider has been added, on the thread that added it.</summary>
    internal static event Action? Changed;

    /// <summary>Adds a provider. Called by generated code.</summary>
    public static void Register(EventProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        EventProvider[] before, after;
        do
        {
            before = Volatile.Read(ref s_providers);
            after = [.. before, provider];
            Array.Sort(after, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        }
        while (Interlocked.CompareExchange(ref s_providers, after, before) != before);
        Changed?.Invoke();
    }
}
