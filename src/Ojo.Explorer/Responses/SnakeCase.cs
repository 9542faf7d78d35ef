using System.Collections.Concurrent;
using System.Text.Json;

namespace Ojo.Explorer.Responses;

/// <summary>The words of the schema file for the catalogue's enums: <c>EventRole.PacketSent</c> is <c>packet_sent</c>.</summary>
internal static class SnakeCase
{
    /// <summary>The word for a value; a value without a name has none and is <c>unknown</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Words<T>.For(value);

    private static class Words<T> where T : struct, Enum
    {
        private static readonly ConcurrentDictionary<T, string> s_words = new();

        public static string For(T value) => Enum.IsDefined(value)
            ? s_words.GetOrAdd(value, static v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()))
            : "unknown";
    }
}
