using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ojo.Catalogue;

namespace Ojo.Storage.Decoding;

/// <summary>A digest of everything about an event type that changes what its events mean.</summary>
/// <remarks>
/// Descriptions, categories, levels and chart hints are left out: a program that words them better still declares the
/// same type. Id, provider, name, role and the fields' names, types, places, units and parts are in.
/// </remarks>
internal static class TypeShape
{
    public static byte[] Of(EventDescriptor type)
    {
        var text = new StringBuilder();
        Append(text, type.Provider);
        Append(text, type.Name);
        Append(text, SnakeCase.Of(type.Role));
        text.Append(type.Flow ? '1' : '0');
        foreach (FieldDescriptor field in type.Fields)
        {
            Append(text, field.Name);
            Append(text, field.Unit);
            text.Append(CultureInfo.InvariantCulture,
                $"{SnakeCase.Of(field.Type)},{SnakeCase.Of(field.Kind)},{SnakeCase.Of(field.Part)},{field.BitOffset},{field.BitWidth}(");
            foreach (EnumValue value in field.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"{value.Value}=");
                Append(text, value.Name);
            }

            text.Append(')');
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    // Its length stands before each text, so that no two lists of texts are written alike.
    private static void Append(StringBuilder text, string part) => text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part};");
}
