using System.Xml;
using System.Xml.Linq;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>The key ring's documents for the framework, locked with the <see cref="DataKey"/> when there is one.</summary>
internal sealed class KeyRepository(IKeyDocuments documents, DataKey? lockedWith) : IXmlRepository
{
    public string Place => documents.Place;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Parse().Select(one => Opened(one.Document)).OfType<XElement>()];

    public void StoreElement(XElement element, string friendlyName) =>
        documents.Write(friendlyName, Text(lockedWith is null ? element : lockedWith.Lock(element)));

    /// <summary>Whether there is any document; locks those that are open while there is something to lock them with.</summary>
    /// <exception cref="StoreStartupException">Documents are locked and cannot be opened.</exception>
    public bool Prepare()
    {
        var hasAny = false;
        foreach (var (name, document) in Parse())
        {
            hasAny = true;
            if (DataKey.IsLocked(document) && Opened(document) is null)
                throw new StoreStartupException(lockedWith is null
                    ? $"The keys in {Place} are locked with {DataKey.Setting}, which is not set. Set {DataKey.Setting} or {DataKey.FileSetting} as it was. If it is lost, remove the keys: the secrets sealed with them must then be typed again."
                    : $"The keys in {Place} are locked with another {DataKey.Setting} than this one. Set it as it was. If it is lost, remove the keys: the secrets sealed with them must then be typed again.");
            if (!DataKey.IsLocked(document) && lockedWith is not null)
                documents.Write(name, Text(lockedWith.Lock(document)));
        }

        return hasAny;
    }

    private XElement? Opened(XElement document) => DataKey.IsLocked(document) ? lockedWith?.Unlock(document) : document;

    // One damaged file is one key less, and no reason to do without the others.
    private IEnumerable<(string Name, XElement Document)> Parse()
    {
        foreach (var (name, text) in documents.Read())
        {
            XElement document;
            try
            {
                document = XElement.Parse(text);
            }
            catch (XmlException)
            {
                continue;
            }

            yield return (name, document);
        }
    }

    private static string Text(XElement element) => element.ToString(SaveOptions.DisableFormatting);
}
