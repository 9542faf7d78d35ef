using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Export;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Rows;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Endpoints;

/// <summary>An endpoint that answers with what a query of the store finds.</summary>
/// <param name="Description">What the API's description says of it.</param>
/// <param name="Type">The serializer of its answer; that of <see cref="EndpointDescription.AnswerType"/>.</param>
/// <param name="Prepare">Reads the request, and refuses it where it is at fault, before any store is needed; gives back the query.</param>
internal sealed record QueryEndpoint<T>(
    EndpointDescription Description, JsonTypeInfo<T> Type, Func<RequestParameters, Func<StoreView, CancellationToken, T>> Prepare)
{
    /// <summary>Reads from a request whether a file is wanted and not a page, and which; null: it never is.</summary>
    public Func<HttpRequest, RequestParameters, IFileStream?>? File { get; init; }

    /// <summary>Another form of the same answer, which clients ask for by its media type; null: there is none.</summary>
    public BinaryForm<T>? Binary { get; init; }

    /// <summary>Writes the same answer as rows; null: it is none of things that can be counted.</summary>
    public Action<T, RowWriter>? Rows { get; init; }
}
