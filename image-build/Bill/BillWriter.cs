using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bill;

/// <summary>Writes what is in the image for programs (CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json) and for people. The same components give the same bytes.</summary>
internal static class BillWriter
{
    public static void WriteBill(Stream to, Component image, DateTimeOffset made, IReadOnlyList<Component> components)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteNumber("version", 1);
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", made.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WritePropertyName("component");
        Write(json, image, "firmware");
        json.WriteEndObject();
        json.WriteStartArray("components");
        foreach (Component component in components)
        {
            Write(json, component, "library");
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static string Licences(IEnumerable<Component> components)
    {
        var text = new StringBuilder();
        text.AppendLine("What is in the image, and under which licences its packagers say it is. The texts of Debian's packages are in the image under /usr/share/doc.");
        foreach (Component component in components)
        {
            string licences = component.Licences.Count == 0 ? "see its copyright file" : string.Join("; ", component.Licences);
            text.AppendLine(CultureInfo.InvariantCulture, $"{component.Name} {component.Version}: {licences}");
        }
        return text.ToString();
    }

    private static void Write(Utf8JsonWriter json, Component component, string type)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("bom-ref", component.Url);
        json.WriteString("name", component.Name);
        json.WriteString("version", component.Version);
        json.WriteString("purl", component.Url);
        if (component.Licences.Count > 0)
        {
            json.WriteStartArray("licenses");
            foreach (string licence in component.Licences)
            {
                json.WriteStartObject();
                json.WriteStartObject("license");
                json.WriteString("name", licence);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
