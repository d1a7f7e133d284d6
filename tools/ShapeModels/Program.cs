using System.Globalization;
using Nvr.Core.Objects;
using ShapeModels;

// shapemodels FOLDER: writes each of the test models there with its manifest, as a USB key brings them: shapes.onnx and shapes.json for each style of head, and sized-320.onnx.
if (args is not [{ } folder])
{
    Console.Error.WriteLine("usage: shapemodels FOLDER");
    return 2;
}
Directory.CreateDirectory(folder);
foreach (HeadStyle style in Enum.GetValues<HeadStyle>())
{
    Write($"shapes-{style.ToString().ToLowerInvariant()}", ShapeModel.Build(style), ShapeModel.Manifest(style));
}
Write("sized-320", SizedModel.Build(320), SizedModel.Manifest(320));
return 0;

void Write(string name, byte[] model, ModelManifest manifest)
{
    File.WriteAllBytes(Path.Combine(folder, $"{name}.onnx"), model);
    File.WriteAllText(Path.Combine(folder, $"{name}.json"), string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "name": "{{manifest.Name}}",
          "classes": ["person", "car"],
          "input": { "width": {{manifest.InputWidth}}, "height": {{manifest.InputHeight}} },
          "head": { "style": "{{manifest.Head.Style}}", "scores": "{{manifest.Head.ScoresOrUsual(false)}}" },
          "licence": "{{manifest.Licence}}"
        }
        """));
}
