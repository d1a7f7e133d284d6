using System.Text;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Disks;

/// <summary>The properties of one interface of one object. Immutable. What is missing or of another type reads as nothing: another version of the service must not end a reading.</summary>
internal sealed class UdisksProperties(Dictionary<string, VariantValue> values)
{
    public string Text(string name) => Find(name, VariantValueType.String) is { } value ? value.GetString() : "";

    public bool Flag(string name) => Find(name, VariantValueType.Bool) is { } value && value.GetBool();

    /// <summary>The path of another object; <see cref="UdisksNames.None"/> where there is none.</summary>
    public string Path(string name) => Find(name, VariantValueType.ObjectPath) is { } value ? value.GetObjectPathAsString() : UdisksNames.None;

    public long? Number(string name) => !values.TryGetValue(name, out VariantValue value) ? null : value.Type switch
    {
        VariantValueType.Byte => value.GetByte(),
        VariantValueType.Int16 => value.GetInt16(),
        VariantValueType.UInt16 => value.GetUInt16(),
        VariantValueType.Int32 => value.GetInt32(),
        VariantValueType.UInt32 => value.GetUInt32(),
        VariantValueType.Int64 => value.GetInt64(),
        VariantValueType.UInt64 => (long)Math.Min(value.GetUInt64(), long.MaxValue),
        _ => null,
    };

    public double Real(string name) => Find(name, VariantValueType.Double) is { } value ? value.GetDouble() : 0;

    /// <summary>A file name as the service sends it: bytes with a zero at the end.</summary>
    public string FileName(string name) => Find(name, VariantValueType.Array) is { } value ? FileNameOf(value) : "";

    public IReadOnlyList<string> FileNames(string name)
    {
        if (Find(name, VariantValueType.Array) is not { ItemType: VariantValueType.Array } value)
        {
            return [];
        }
        return [.. Enumerable.Range(0, value.Count).Select(i => FileNameOf(value.GetItem(i)))];
    }

    public IReadOnlyList<string> Texts(string name) =>
        Find(name, VariantValueType.Array) is { ItemType: VariantValueType.String } value ? value.GetArray<string>() : [];

    private static string FileNameOf(VariantValue value) =>
        value.ItemType == VariantValueType.Byte ? Encoding.UTF8.GetString(value.GetArray<byte>()).TrimEnd('\0') : "";

    private VariantValue? Find(string name, VariantValueType type) => values.TryGetValue(name, out VariantValue value) && value.Type == type ? value : default(VariantValue?);
}
