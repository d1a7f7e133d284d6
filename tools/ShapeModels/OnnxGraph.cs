using System.Runtime.InteropServices;

namespace ShapeModels;

/// <summary>A graph in the ONNX format (onnx.proto3 of IR version 8, operators of set 17), built piece by piece. One thread; nothing is checked, so that broken models can be made too.</summary>
public sealed class OnnxGraph
{
    public const int Float = 1;
    public const int Byte = 2;
    public const int Int64 = 7;
    public const int Bool = 9;

    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    private readonly ProtoWriter graph = new ProtoWriter().Text(2, "graph");

    /// <param name="shape">A negative one is of any size.</param>
    public OnnxGraph Input(string name, int type, params int[] shape)
    {
        graph.Message(11, Value(name, type, shape));
        return this;
    }

    public OnnxGraph Output(string name, int type, params int[] shape)
    {
        graph.Message(12, Value(name, type, shape));
        return this;
    }

    public OnnxGraph Constant(string name, int[] shape, ReadOnlySpan<float> values)
    {
        graph.Message(5, Tensor(name, Float, shape).Bytes(9, MemoryMarshal.AsBytes(values)));
        return this;
    }

    public OnnxGraph Constant(string name, int[] shape, ReadOnlySpan<long> values)
    {
        graph.Message(5, Tensor(name, Int64, shape).Bytes(9, MemoryMarshal.AsBytes(values)));
        return this;
    }

    public OnnxGraph Truth(string name, bool value)
    {
        graph.Message(5, Tensor(name, Bool, []).Bytes(9, [value ? (byte)1 : (byte)0]));
        return this;
    }

    /// <summary>Numbers that are said to lie in another file.</summary>
    public OnnxGraph Elsewhere(string name, int[] shape, string file)
    {
        graph.Message(5, Tensor(name, Float, shape).Message(13, new ProtoWriter().Text(1, "location").Text(2, file)).Number(14, 1));
        return this;
    }

    public OnnxGraph Node(string operation, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
    {
        var node = new ProtoWriter();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }
        foreach (string output in outputs)
        {
            node.Text(2, output);
        }
        node.Text(3, outputs[0]).Text(4, operation);
        foreach (OnnxAttribute attribute in attributes)
        {
            node.Bytes(5, attribute.Encoded);
        }
        graph.Message(1, node);
        return this;
    }

    /// <summary>The content of a file.</summary>
    public byte[] ToModel() => new ProtoWriter()
        .Number(1, IrVersion).Text(2, "shapemodels").Message(8, new ProtoWriter().Text(1, "").Number(2, OperatorSet)).Message(7, graph).ToArray();

    internal byte[] ToGraph() => graph.ToArray();

    private static ProtoWriter Tensor(string name, int type, int[] shape)
    {
        var tensor = new ProtoWriter();
        foreach (int length in shape)
        {
            tensor.Number(1, length);
        }
        return tensor.Number(2, type).Text(8, name);
    }

    private static ProtoWriter Value(string name, int type, int[] shape)
    {
        var lengths = new ProtoWriter();
        foreach (int length in shape)
        {
            lengths.Message(1, length < 0 ? new ProtoWriter().Text(2, "any") : new ProtoWriter().Number(1, length));
        }
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, type).Message(2, lengths)));
    }
}
