using System.Text;

namespace Ojo.Storage.Decoding;

/// <summary>The words by which schema files and SQL call the catalogue's enum values: <c>PacketSent</c> is <c>packet_sent</c>.</summary>
internal static class SnakeCase
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ByValue.TryGetValue(value, out string? name) ? name : "none";

    public static T Parse<T>(string name) where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out T value) ? value : default;

    private static string Convert(string name)
    {
        var text = new StringBuilder();
        for (int index = 0; index < name.Length; index++)
        {
            if (index > 0 && char.IsUpper(name[index]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[index]));
        }

        return text.ToString();
    }

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v => Convert(v.ToString()));

        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
