namespace ShapeModels;

/// <summary>What a node of a graph is told. Immutable.</summary>
public sealed class OnnxAttribute
{
    private const int Integer = 2;
    private const int Words = 3;
    private const int Graph = 5;
    private const int Integers = 7;

    private OnnxAttribute(ProtoWriter encoded) => Encoded = encoded.ToArray();

    internal byte[] Encoded { get; }

    public static OnnxAttribute Of(string name, long value) => new(new ProtoWriter().Text(1, name).Number(3, value).Number(20, Integer));

    public static OnnxAttribute Of(string name, string value) => new(new ProtoWriter().Text(1, name).Text(4, value).Number(20, Words));

    public static OnnxAttribute Of(string name, OnnxGraph value) => new(new ProtoWriter().Text(1, name).Bytes(6, value.ToGraph()).Number(20, Graph));

    public static OnnxAttribute Of(string name, params long[] values)
    {
        ProtoWriter attribute = new ProtoWriter().Text(1, name);
        foreach (long value in values)
        {
            attribute.Number(8, value);
        }
        return new OnnxAttribute(attribute.Number(20, Integers));
    }
}
