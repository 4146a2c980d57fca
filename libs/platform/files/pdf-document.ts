/** What differs from one PDF to another. */
export interface PdfAbout {
  /** `Title`, `Author`, `CreationDate` and the like, as they stand in the properties of the file. */
  info: PDFKit.DocumentInfo;
  layout?: 'portrait' | 'landscape';
}

/**
 * An empty PDF that a screen reader can read: A4, tagged (PDF/UA subset), in Dutch. pdfkit is loaded with the first
 * one: it is a tenth of what loading the academie takes, and few processes ever make a PDF.
 */
export async function newPdf({ info, layout = 'portrait' }: PdfAbout): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import('pdfkit');
  return new PDFDocument({
    size: 'A4',
    layout,
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: 'nl-NL',
    displayTitle: true,
    info,
    // pdfkit knows PDF/UA, its types do not yet.
  } as unknown as PDFKit.PDFDocumentOptions);
}
