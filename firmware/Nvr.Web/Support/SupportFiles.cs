using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Nvr.Web.Support;

/// <summary>The files of the logs as they go into the archive: each text cleaned, each piece sent on before the next is made. One caller at a time.</summary>
internal sealed class SupportFiles(ZipArchive archive, Relay relay, Redactor redactor, DateTimeOffset now)
{
    public async Task AddAsync(string name, IEnumerable<string> lines, CancellationToken cancellation)
    {
        using (Stream entry = Begin(name))
        {
            using var text = new StreamWriter(entry, new UTF8Encoding(false));
            foreach (string line in lines)
            {
                text.Write(redactor.Clean(line));
                text.Write('\n');
                await relay.DrainAsync(all: false, cancellation);
            }
        }
        await relay.DrainAsync(all: true, cancellation);
    }

    public async Task AddAsync<T>(string name, T value, JsonTypeInfo<T> shape, CancellationToken cancellation)
    {
        using (Stream entry = Begin(name))
        {
            using var text = new Utf8JsonWriter(entry, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            (redactor.Clean(JsonSerializer.SerializeToNode(value, shape)) ?? new JsonObject()).WriteTo(text);
        }
        await relay.DrainAsync(all: true, cancellation);
    }

    private Stream Begin(string name)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = now;
        return entry.Open();
    }
}
