/**
 * A name that is only used as a type is imported as a type, so that what a file loads can be read from its
 * imports. Not asked of a file with decorators: Nest reads the classes that a constructor names when it runs,
 * and a type is gone by then. oxlint's own rule of this name does not know that difference.
 */
const typeImports = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { type: "'{{name}}' is only used as a type: write `type {{name}}`." },
  },
  create(context) {
    let decorated = false;
    const names = [];
    return {
      Decorator() {
        decorated = true;
      },
      ImportDeclaration(node) {
        if (node.importKind === 'type') return;
        for (const specifier of node.specifiers)
          if (specifier.importKind !== 'type') names.push(specifier);
      },
      'Program:exit'() {
        if (decorated) return;
        for (const specifier of names)
          for (const { name, references } of context.sourceCode.getDeclaredVariables(specifier))
            if (references.length > 0 && references.every((one) => one.isTypeReference))
              context.report({ node: specifier, messageId: 'type', data: { name } });
      },
    };
  },
};

export default { meta: { name: 'academie' }, rules: { 'type-imports': typeImports } };
