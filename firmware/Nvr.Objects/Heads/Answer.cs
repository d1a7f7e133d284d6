namespace Nvr.Objects.Heads;

/// <summary>One output of a model, as it came: nothing in it can be relied on. Owned by who runs the model, and filled anew with each run.</summary>
internal sealed class Answer(string name)
{
    /// <summary>A hundred classes at forty thousand places: several times what a picture that a small processor manages has.</summary>
    public const int MostValues = 4_000_000;

    private float[] values = [];

    public string Name => name;

    /// <summary>Without the leading ones: a batch of one says nothing.</summary>
    public IReadOnlyList<int> Shape { get; private set; } = [];

    public ReadOnlySpan<float> Values => values.AsSpan(0, Count);

    private int Count { get; set; }

    public void Set(IReadOnlyList<long> shape, ReadOnlySpan<float> from)
    {
        if (values.Length < from.Length)
        {
            values = new float[from.Length];
        }
        from.CopyTo(values);
        Count = from.Length;
        Shape = [.. shape.SkipWhile((d, i) => d == 1 && shape.Count - i > 2).Select(d => (int)d)];
    }

    public override string ToString() => $"{string.Join(" x ", Shape)}";
}
