using System.IO.Enumeration;

namespace Ojo.Extensions;

/// <summary>Names with <c>*</c> for any characters and <c>?</c> for one; case does not count.</summary>
internal static class NamePattern
{
    public static bool MatchesAny(IEnumerable<string> patterns, string name)
    {
        foreach (string pattern in patterns)
        {
            // No file is without a name, but sources are.
            if (name.Length == 0 ? pattern.AsSpan().Trim('*').IsEmpty : FileSystemName.MatchesSimpleExpression(pattern, name))
            {
                return true;
            }
        }

        return false;
    }
}
