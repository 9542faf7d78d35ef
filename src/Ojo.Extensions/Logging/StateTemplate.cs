using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ojo.Extensions;

/// <summary>Reads the template out of a message's state without boxing it: states are structs, and what logs hands them over as such.</summary>
internal static class StateTemplate<TState>
{
    private static readonly Reader? s_read = CreateReader();

    private delegate string? Reader(ref readonly TState state, out int valueCount);

    /// <summary>The template; null where the state has none, or where it could not be read without boxing.</summary>
    /// <param name="state">A message's state.</param>
    /// <param name="valueCount">How many values the state has beside it.</param>
    public static string? Read(ref readonly TState state, out int valueCount)
    {
        valueCount = 0;
        return s_read?.Invoke(in state, out valueCount);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The method is named in this class, and its type parameter has no members that could be trimmed.")]
    private static Reader? CreateReader()
    {
        if (!typeof(TState).IsValueType
            || !typeof(IReadOnlyList<KeyValuePair<string, object?>>).IsAssignableFrom(typeof(TState))
            || !RuntimeFeature.IsDynamicCodeSupported)
        {
            return null;
        }

        return typeof(StateTemplate<TState>)
            .GetMethod(nameof(ReadFrom), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(typeof(TState))
            .CreateDelegate<Reader>();
    }

    private static string? ReadFrom<T>(ref readonly T state, out int valueCount)
        where T : IReadOnlyList<KeyValuePair<string, object?>>
    {
        // A copy: what is called through an interface might change it.
        T copy = state;
        valueCount = copy.Count - 1;
        return valueCount >= 0 && copy[valueCount] is { Key: ValuesText.OriginalFormat, Value: string template } ? template : null;
    }
}
