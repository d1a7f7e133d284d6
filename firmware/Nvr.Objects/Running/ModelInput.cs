using Nvr.Core.Objects;
using Nvr.Objects.Pictures;

namespace Nvr.Objects.Running;

/// <summary>Fills a model's input from a picture, as its manifest says. One thread; owns the numbers, of which one kind is used.</summary>
internal sealed class ModelInput
{
    private readonly ModelManifest manifest;
    private readonly float[][] table;

    public ModelInput(ModelManifest manifest)
    {
        this.manifest = manifest;
        int count = manifest.InputWidth * manifest.InputHeight * 3;
        Floats = manifest.Input.Type == PixelType.Float ? new float[count] : [];
        Bytes = manifest.Input.Type == PixelType.Byte ? new byte[count] : [];
        Shape = manifest.Input.Layout == PixelLayout.Nchw ? [1, 3, manifest.InputHeight, manifest.InputWidth] : [1, manifest.InputHeight, manifest.InputWidth, 3];
        table = [.. Enumerable.Range(0, 3).Select(TableOf)];
    }

    public float[] Floats { get; }

    public byte[] Bytes { get; }

    public long[] Shape { get; }

    public void Fill(Patch patch)
    {
        bool isPlanar = manifest.Input.Layout == PixelLayout.Nchw;
        int plane = isPlanar ? patch.Width * patch.Height : 1;
        int step = isPlanar ? 1 : 3;
        for (int channel = 0; channel < 3; channel++)
        {
            int from = manifest.Input.Colours == ColourOrder.Bgr ? 2 - channel : channel;
            for (int pixel = 0, into = channel * plane; pixel < patch.Width * patch.Height; pixel++, into += step)
            {
                byte value = patch.Pixels[(pixel * 3) + from];
                if (Bytes.Length > 0)
                {
                    Bytes[into] = value;
                }
                else
                {
                    Floats[into] = table[channel][value];
                }
            }
        }
    }

    private float[] TableOf(int channel)
    {
        float mean = manifest.Input.Mean?[channel] ?? 0;
        float deviation = manifest.Input.Deviation?[channel] ?? 1;
        return [.. Enumerable.Range(0, 256).Select(v => ((v * manifest.Input.Scale) - mean) / deviation)];
    }
}
