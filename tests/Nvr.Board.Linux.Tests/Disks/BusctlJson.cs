using System.Text.Json;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Tests.Disks;

/// <summary>Writes a message's body from what <c>busctl --json=short</c> said of one.</summary>
internal static class BusctlJson
{
    public static void Write(ref MessageWriter writer, string signature, JsonElement value)
    {
        int at = 0;
        WriteOne(ref writer, signature, ref at, value);
    }

    private static void WriteOne(ref MessageWriter writer, string signature, ref int at, JsonElement value)
    {
        switch (signature[at++])
        {
            case 's': writer.WriteString(value.GetString()!); break;
            case 'o': writer.WriteObjectPath(value.GetString()!); break;
            case 'b': writer.WriteBool(value.GetBoolean()); break;
            case 'y': writer.WriteByte(value.GetByte()); break;
            case 'n': writer.WriteInt16(value.GetInt16()); break;
            case 'q': writer.WriteUInt16(value.GetUInt16()); break;
            case 'i': writer.WriteInt32(value.GetInt32()); break;
            case 'u': writer.WriteUInt32(value.GetUInt32()); break;
            case 'x': writer.WriteInt64(value.GetInt64()); break;
            case 't': writer.WriteUInt64(value.GetUInt64()); break;
            case 'd': writer.WriteDouble(value.GetDouble()); break;
            case 'v':
                string inner = value.GetProperty("type").GetString()!;
                writer.WriteSignature(inner);
                Write(ref writer, inner, value.GetProperty("data"));
                break;
            case 'a': WriteArray(ref writer, signature, ref at, value); break;
            case '(': WriteStructure(ref writer, signature, ref at, value); break;
            default: throw new NotSupportedException(signature);
        }
    }

    private static void WriteArray(ref MessageWriter writer, string signature, ref int at, JsonElement value)
    {
        int first = at;
        at = EndOf(signature, first);
        if (signature[first] == '{')
        {
            ArrayStart entries = writer.WriteDictionaryStart();
            foreach (JsonProperty entry in value.EnumerateObject())
            {
                int inside = first + 2;
                writer.WriteDictionaryEntryStart();
                if (signature[first + 1] == 'o')
                {
                    writer.WriteObjectPath(entry.Name);
                }
                else
                {
                    writer.WriteString(entry.Name);
                }
                WriteOne(ref writer, signature, ref inside, entry.Value);
            }
            writer.WriteDictionaryEnd(entries);
            return;
        }
        ArrayStart items = writer.WriteArrayStart(TypeOf(signature[first]));
        foreach (JsonElement item in value.EnumerateArray())
        {
            int inside = first;
            WriteOne(ref writer, signature, ref inside, item);
        }
        writer.WriteArrayEnd(items);
    }

    private static void WriteStructure(ref MessageWriter writer, string signature, ref int at, JsonElement value)
    {
        writer.WriteStructureStart();
        foreach (JsonElement field in value.EnumerateArray())
        {
            WriteOne(ref writer, signature, ref at, field);
        }
        at++;
    }

    private static DBusType TypeOf(char type) => type == '(' ? DBusType.Struct : (DBusType)type;

    // One past a complete type.
    private static int EndOf(string signature, int at)
    {
        char type = signature[at++];
        if (type == 'a')
        {
            return EndOf(signature, at);
        }
        if (type is '(' or '{')
        {
            while (signature[at] is not (')' or '}'))
            {
                at = EndOf(signature, at);
            }
            at++;
        }
        return at;
    }
}
