/** Where the words come from, and on what terms. */
import { Layout } from '../components/layout.tsx'
import styles from '../styles/about.module.css'

export default function About() {
  return (
    <Layout title="About · Wordhoard" description="Where the words come from, and on what terms.">
      <h1>About</h1>
      <p>
        Wordhoard shows WordNet 3.1, a database of English made at Princeton University by lexicographers and
        psychologists. It groups words of one meaning and tells how meanings relate: which is broader, which is
        narrower, what is a part of what.
      </p>
      <p>
        The commonest words are those that occur most often in a body of texts in which people marked the meaning of
        each word. “More” behind a list counts what is left out of it.
      </p>
      <h2>Licence of WordNet</h2>
      {licence.split('\n\n').map((paragraph) => (
        <p key={paragraph} className={styles.licence}>
          {paragraph}
        </p>
      ))}
    </Layout>
  )
}

const licence = `This software and database is being provided to you, the LICENSEE, by Princeton University under the following license. By obtaining, using and/or copying this software and database, you agree that you have read, understood, and will comply with these terms and conditions:

Permission to use, copy, modify and distribute this software and database and its documentation for any purpose and without fee or royalty is hereby granted, provided that you agree to comply with the following copyright notice and statements, including the disclaimer, and that the same appear on ALL copies of the software, database and documentation, including modifications that you make for internal use or for distribution.

WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved.

THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.

The name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution of the software and/or database. Title to copyright in this software, database and any associated documentation shall at all times remain with Princeton University and LICENSEE agrees to preserve same.`
